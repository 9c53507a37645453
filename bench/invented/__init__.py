"""What the showcase's invented company did: leads, touches, requests, answers and use of tools, made by rule."""
