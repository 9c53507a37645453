"""Whole builds of sites, side by side: the sites, the tools that build them, what a build costs, and how it is told."""
