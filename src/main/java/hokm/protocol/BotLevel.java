package hokm.protocol;

/** How well a bot plays. */
public enum BotLevel { EASY, NORMAL, HARD }
