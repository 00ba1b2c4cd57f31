"""What can be kept on paper: texts of the house as PDF files that last (PDF/A) and can be read aloud (PDF/UA).

The caller says what stands in it; this package knows no content, only headings, lines, safe HTML and pictures.
"""

from .printing import Paper, Picture, Section, TooLarge, set_pdf

__all__ = ["Paper", "Picture", "Section", "TooLarge", "set_pdf"]
