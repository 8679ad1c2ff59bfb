package hokm.admin;

import static hokm.room.BadSetting.require;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * @param port 0 for no admin API at this node; it serves the others' all the same
 * @param tokens of those who may call it
 */
public record AdminSettings(String host, int port, List<Token> tokens) {

  public static final AdminSettings DEFAULT = new AdminSettings("127.0.0.1", 0, List.of());
  private static final String RULE = "HOKM_ADMIN_TOKEN: a token, or name:token,name:token; each"
      + " token has 16 to 200 letters, digits and . _ ~ + / = -";

  /** @param name of whom it belongs to, as it is written down */
  public record Token(String name, String secret) {

    public Token {
      require(name.matches("[A-Za-z0-9._-]{1,40}") && secret.matches("[A-Za-z0-9._~+/=-]{16,200}"),
          RULE, "one of " + secret.length() + " characters");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  public AdminSettings {
    tokens = List.copyOf(tokens);
    require(!host.isBlank(), "HOKM_ADMIN_HOST: an address of this machine", host);
    require(port >= 0 && port < 65_536, "HOKM_ADMIN_PORT: 0 to 65535", port);
    require(port == 0 || !tokens.isEmpty(), "HOKM_ADMIN_TOKEN: must be there with HOKM_ADMIN_PORT",
        "none");
    require(new HashSet<>(tokens.stream().map(Token::name).toList()).size() == tokens.size(),
        "HOKM_ADMIN_TOKEN: a name once", tokens);
  }

  /** @param text of HOKM_ADMIN_TOKEN */
  public static List<Token> tokens(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(each -> !each.isEmpty())
        .map(each -> {
          int colon = each.indexOf(':');
          return colon < 0 ? new Token("admin", each)
              : new Token(each.substring(0, colon), each.substring(colon + 1));
        }).toList();
  }
}
