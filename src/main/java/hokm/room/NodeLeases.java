package hokm.room;

import io.vertx.core.Future;
import java.util.List;

/** Which nodes live, by the store's clock. Fails with {@link StoreUnavailable}. */
public interface NodeLeases {

  /** Says that the node lives for another 2 s. */
  Future<Void> renew(String node);

  Future<Void> drop(String node);

  Future<Boolean> alive(String node);

  /** Every node that may own rooms, the dead ones too. */
  Future<List<String>> owners();

  /** Forgets a dead node that owns nothing any more. */
  Future<Void> forget(String node);
}
