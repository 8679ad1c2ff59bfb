package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.bench.ForgetfulStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The only way to a node that saves nothing; it keeps to itself, so that no room gets there. */
@Command(name = "forgetful-node", hidden = true,
    description = "A node that saves no room, with which bench --durable=false compares.")
final class ForgetfulNodeCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    var config = Config.of(NodeCommand.environment());
    require(config.cluster().members().size() <= 1 && config.cluster().dns().isEmpty(),
        "HOKM_CLUSTER_MEMBERS: no other node, since this one saves nothing",
        config.cluster().members());
    System.err.println("This node saves no room: it is for ./hokm bench, and for nothing else.");
    var store = new ForgetfulStore();
    return NodeCommand.run(config, Seams.USUAL.withStores(link -> store));
  }
}
