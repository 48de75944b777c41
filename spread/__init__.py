"""How clauses spread: which additions local documents share, who had them first, by which places they went."""

from .analysis import Diffusion, diffusion

__all__ = ["Diffusion", "diffusion"]
