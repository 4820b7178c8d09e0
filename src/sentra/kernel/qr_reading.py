"""What the QR codes in a photograph say. The photograph itself is looked at and never kept."""

import zxingcpp

from sentra.kernel.pictures import pixels

WIDEST = 2400
"""Pixels: a sticker of a fifteenth of the picture's width is still read; wider costs time, finds no more."""


def texts_in(content: bytes) -> list[str]:
    """The text of every QR code in a JPEG, PNG or WebP, each once; empty where none can be read.

    Refuses (PictureRefused) what is no photograph, is too heavy or has too many pixels, before decoding it.
    """
    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(pixels(content, widest=WIDEST), formats=only)
    return list(dict.fromkeys(code.text for code in found if code.text))
