package hokm.rules;

/** Why a command may not be. The sentences that players read stand in the protocol's table. */
public enum Refusal {
  MATCH_OVER,
  NO_DEAL,
  NOT_THE_HAKEM,
  TRUMP_NOT_NAMED,
  TRUMP_ALREADY_NAMED,
  NOT_YOUR_TURN,
  CARD_NOT_HELD,
  MUST_FOLLOW_SUIT,
  THROW_IN_NOT_ALLOWED,
  SALT_NOT_ASKED,
  BAD_SALT,
  OUT_OF_ORDER
}
