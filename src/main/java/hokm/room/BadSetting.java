package hokm.room;

/** Stops the start with one line: the setting's name, its rule, and the value it had. */
public final class BadSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private BadSetting(String message) {
    super(message);
  }

  /** @param rule the setting's name, a colon and what it must be: "HOKM_ROOMS: 1 or more" */
  public static void require(boolean holds, String rule, Object value) {
    if (!holds) throw new BadSetting(rule + ", not " + value);
  }
}
