"""What a specialist corrected in a workbook, read back."""
