package hokm.protocol;

/** What a player may say to the table; there is no other talk. */
public enum Emote { HELLO, THANKS, WELL_PLAYED, GOOD_LUCK, SORRY, WOW, LAUGH, HURRY }
