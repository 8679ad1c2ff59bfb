package hokm.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Those who want to sit in one room together, and what they have told each other of it; or those
 * who want a quick match, with whomever.
 */
final class Party {

  final boolean quick;
  final int target;
  final String redeal;
  final List<ModelPlayer> players = new ArrayList<>();
  /** Empty until its creator knows it. */
  String room = "";

  Party(boolean quick, int target, String redeal) {
    this.quick = quick;
    this.target = target;
    this.redeal = redeal;
  }

  boolean seated() {
    return players.stream().allMatch(ModelPlayer::seated);
  }

  boolean done() {
    return players.stream().allMatch(ModelPlayer::done);
  }
}
