"""The one thing setup.cfg cannot say: an editable install is a plain path, so that type checkers find the package and its types.

With the folders mapped one by one setuptools would install an import finder, which only a running Python understands. ``.editable``
holds nothing but a link to ``duizhao/``, whose own links lead on to the folders; edited and new files are seen without a new install.
Where links are not checked out the mapping of setup.cfg stands, and with it the finder.
"""

import sys
from pathlib import Path

from setuptools import setup

if "editable_wheel" in sys.argv and Path(".editable", "duizhao", "corpus").is_dir():
    setup(package_dir={"": ".editable"})
else:
    setup()
