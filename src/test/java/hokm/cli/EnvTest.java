package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.room.BadSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a slip in the environment is answered with. */
class EnvTest {

  @TempDir
  private Path folder;

  @Test
  void aNameThatNobodyAskedForIsFound() {
    var env = new Env(Map.of("HOKM_HTPP_PORT", "1", "HOKM_HTTP_PORT", "2", "PATH", "/bin",
        "HOKM_PG_OWNER_USER", "me"));
    Config.of(env);
    assertThat(env.unknown()).containsExactly("HOKM_HTPP_PORT");
  }

  @Test
  void aSecretIsNotGivenTwice() throws Exception {
    var file = Files.writeString(folder.resolve("secret"), "from the file\n");
    assertThat(new Env(Map.of("HOKM_X_FILE", file.toString())).secret("HOKM_X"))
        .contains("from the file");
    var both = new Env(Map.of("HOKM_X", "here", "HOKM_X_FILE", file.toString()));
    assertThatThrownBy(() -> both.secret("HOKM_X")).isInstanceOf(BadSetting.class)
        .hasMessage("HOKM_X: either this or HOKM_X_FILE, not both");
  }

  @Test
  void aLevelThatTheLogDoesNotKnowIsRefused() {
    Config.of(new Env(Map.of("HOKM_LOG_LEVEL", "debug")));
    assertThatThrownBy(() -> Config.of(new Env(Map.of("HOKM_LOG_LEVEL", "LOUD"))))
        .isInstanceOf(BadSetting.class).hasMessageStartingWith("HOKM_LOG_LEVEL: one of [");
  }
}
