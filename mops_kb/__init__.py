"""mops-kb: a folder of Markdown, YAML and CSV becomes the wiki of a Marketing Operations team."""

__version__ = "0.1.0"
