"""What a document says of itself: title, issuer, place, number, days, role."""
