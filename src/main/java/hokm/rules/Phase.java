package hokm.rules;

/** Where a match stands, and so which command it waits for. */
public enum Phase {
  /** Waits for DrawHakem. */
  DRAWING,
  /** Between deals: waits for PrepareDeal. */
  BETWEEN_DEALS,
  /** A secret is committed: waits for salts and BeginDeal. */
  PREPARING,
  /** The hakem holds five cards: waits for NameTrump (or ThrowIn). */
  NAMING_TRUMP,
  PLAYING,
  OVER
}
