package hokm.bots;

import static hokm.room.BadSetting.require;

/** @param threads on which a node's hard bots think; one takes some 300 acts a second */
public record BotSettings(int threads) {

  public static final BotSettings DEFAULT =
      new BotSettings(Math.max(1, Runtime.getRuntime().availableProcessors() / 4));

  public BotSettings {
    require(threads >= 1 && threads <= 64, "HOKM_BOT_THREADS: 1 to 64", threads);
  }
}
