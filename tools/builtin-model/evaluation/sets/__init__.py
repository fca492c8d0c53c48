"""The sets that the built-in models are evaluated on: a pure function of pinned packages and of what lies in own/."""
