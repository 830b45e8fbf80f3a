"""Finds the tables of PDF files with another reader: reader.py pdfplumber|PyMuPDF FILE ..."""
import sys

name, files = sys.argv[1], sys.argv[2:]
for file in files:
    # What a reader cannot open costs it nothing; it is timed on the rest.
    try:
        if name == "pdfplumber":
            import pdfplumber
            with pdfplumber.open(file) as document:
                for page in document.pages:
                    page.extract_tables()
                    page.close()
        else:
            import pymupdf
            with pymupdf.open(file) as document:
                for page in document:
                    for table in page.find_tables().tables:
                        table.extract()
    except Exception as error:
        print(f"{file}: {type(error).__name__}", file=sys.stderr)
