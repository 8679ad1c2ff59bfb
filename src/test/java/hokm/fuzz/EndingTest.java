package hokm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.fuzz.Kind.Ends;
import org.junit.jupiter.api.Test;

class EndingTest {

  private static long wrongs(String why, Ends ends, boolean last) {
    var findings = new Findings();
    Ending.of(why, ends, last).judge(findings, "Attacker 1 ");
    assertThat(findings.outcomes()).hasSize(1);
    return findings.wrongs();
  }

  @Test
  void aCodeAndAReasonAreAsTheyShouldBe() {
    assertThat(wrongs("closed with 1002 not_text", Ends.YES, true)).isZero();
    assertThat(wrongs("closed with 1008 too_many_errors", Ends.NO, false)).isZero();
  }

  @Test
  void aCloseWithoutAReasonIsFound() {
    assertThat(wrongs("closed with 1002 ", Ends.YES, true)).isOne();
    assertThat(wrongs("closed without a code", Ends.YES, true)).isOne();
  }

  @Test
  void anInternalErrorIsFoundWhateverItSays() {
    assertThat(wrongs("closed with 1011 something went wrong", Ends.NO, true)).isOne();
  }

  @Test
  void aConnectionThatEndsWithoutACloseFrameIsFoundUnlessItWasStillWrittenTo() {
    assertThat(wrongs("the other side closed it", Ends.LATER, true)).isOne();
    assertThat(wrongs("Connection reset by peer", Ends.NO, false)).isZero();
  }

  @Test
  void whoHasSaidThatItClosesMayBeClosedInAnyWay() {
    assertThat(wrongs("closed with 1000 ", Ends.OURSELVES, true)).isZero();
    assertThat(wrongs("the other side closed it", Ends.OURSELVES, true)).isZero();
  }

  @Test
  void aServerThatIsFullSaysSoAndABrokenOneIsFound() {
    assertThat(wrongs("it answers HTTP/1.1 503 Service Unavailable", Ends.NO, false)).isZero();
    assertThat(wrongs("it answers HTTP/1.1 500 Internal Server Error", Ends.NO, false)).isOne();
  }
}
