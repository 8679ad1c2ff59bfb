package hokm.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.room.BadSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may call the admin API. */
class DoorkeeperTest {

  private static final String ONE = "0123456789abcdef";
  private static final String TWO = "fedcba9876543210";
  private static final String WRONG = "Bearer 0123456789abcdeX";

  private final Doorkeeper doorkeeper =
      new Doorkeeper(AdminSettings.tokens("amir:" + ONE + ", sara:" + TWO));

  @Test
  void aTokenIsKnownByItsOwnersName() {
    assertThat(doorkeeper.whose("a", "Bearer " + ONE, 0)).contains("amir");
    assertThat(doorkeeper.whose("a", "bearer  " + TWO, 0)).contains("sara");
  }

  @Test
  void aTokenOfNobodyIsSomeoneNamedAdmin() {
    assertThat(new Doorkeeper(AdminSettings.tokens(ONE)).whose("a", "Bearer " + ONE, 0))
        .contains("admin");
  }

  @Test
  void nothingElseIsLetIn() {
    for (String shown : new String[] {null, "", "Bearer ", "Basic " + ONE, ONE, WRONG,
        "Bearer " + ONE + TWO, "Bearer amir:" + ONE}) {
      assertThat(doorkeeper.whose("a", shown, 0)).as(shown).isEmpty();
    }
  }

  @Test
  void anAddressThatTriesTokensIsNotListenedToForAMinuteAndOthersAre() {
    for (int i = 0; i < Doorkeeper.FAILURES; i++) {
      assertThat(doorkeeper.deaf("a", i)).isFalse();
      doorkeeper.whose("a", WRONG, i);
    }
    assertThat(doorkeeper.deaf("a", Doorkeeper.MINUTE_MILLIS - 1)).isTrue();
    assertThat(doorkeeper.deaf("b", 11)).isFalse();
    assertThat(doorkeeper.deaf("a", Doorkeeper.MINUTE_MILLIS)).isFalse();
    doorkeeper.whose("a", WRONG, Doorkeeper.MINUTE_MILLIS);
    assertThat(doorkeeper.deaf("a", Doorkeeper.MINUTE_MILLIS)).isFalse();
  }

  @Test
  void aPortWithoutATokenAndATokenThatIsTooShortStopTheStart() {
    assertThatThrownBy(() -> new AdminSettings("127.0.0.1", 9000, List.of()))
        .isInstanceOf(BadSetting.class).hasMessageContaining("HOKM_ADMIN_TOKEN");
    assertThatThrownBy(() -> AdminSettings.tokens("amir:short"))
        .isInstanceOf(BadSetting.class).hasMessageContaining("16 to 200")
        .hasMessageNotContaining("short");
    assertThatThrownBy(() -> new AdminSettings("h", 1, AdminSettings.tokens(ONE + "," + TWO)))
        .isInstanceOf(BadSetting.class).hasMessageContaining("a name once");
  }
}
