"""The version, alone so that a build and ``duizhao --version`` need nothing else."""

__version__ = "0.1.0"
