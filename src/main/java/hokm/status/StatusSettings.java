package hokm.status;

import static hokm.room.BadSetting.require;

/** @param token that whoever asks must show; empty for none, and then only this machine may ask */
public record StatusSettings(String token) {

  public static final StatusSettings DEFAULT = new StatusSettings("");

  public StatusSettings {
    require(token.isEmpty() || token.matches("[\\x21-\\x7e]{8,200}"),
        "HOKM_STATUS_TOKEN: 8 to 200 letters, digits and signs", token.length() + " characters");
  }

  @Override
  public String toString() {
    return "StatusSettings[token " + (token.isEmpty() ? "none" : "given") + "]";
  }
}
