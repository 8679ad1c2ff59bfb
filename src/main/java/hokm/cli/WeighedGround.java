package hokm.cli;

import hokm.local.Ground;
import hokm.local.NodeProcess.Launch;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes as always, but that each full collection compacts: otherwise three of four leave what is
 * dead in the oldest part of the heap, and it would be counted as live.
 */
final class WeighedGround implements Ground {

  @Override
  public Launch launch(int node) {
    var flags = new ArrayList<>(Launch.NODE.flags());
    flags.add("-XX:MarkSweepAlwaysCompactCount=1");
    return new Launch(List.of(), flags, Launch.MAIN, Launch.NODE.arguments());
  }
}
