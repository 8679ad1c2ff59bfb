package hokm.gateway;

import hokm.room.Sessions.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sockets of one gateway, by their own id, by room and by player. One event loop's. */
final class Registry {

  /** Of those whose sockets have closed the last are remembered: they may be on their way back. */
  private static final int GONE = 2000;

  private final Map<String, ClientSocket> all = new HashMap<>();
  private final Map<String, Set<ClientSocket>> byRoom = new HashMap<>();
  private final Map<String, Set<ClientSocket>> byPlayer = new HashMap<>();

  private final Map<String, Session> gone = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
      return size() > GONE;
    }
  };

  void add(ClientSocket socket) {
    all.put(socket.connection(), socket);
  }

  void signedIn(ClientSocket socket, String player) {
    byPlayer.computeIfAbsent(player, p -> new LinkedHashSet<>()).add(socket);
  }

  void entered(ClientSocket socket, String room) {
    byRoom.computeIfAbsent(room, r -> new LinkedHashSet<>()).add(socket);
  }

  void left(ClientSocket socket, String room) {
    remove(byRoom, room, socket);
  }

  void closed(ClientSocket socket, String player, String room) {
    all.remove(socket.connection());
    remove(byPlayer, player, socket);
    remove(byRoom, room, socket);
  }

  void gone(String token, Session session) {
    gone.remove(token);
    gone.put(token, session);
  }

  /** By their tokens, the oldest first. */
  Map<String, Session> gone() {
    return new LinkedHashMap<>(gone);
  }

  private static void remove(Map<String, Set<ClientSocket>> from, String key,
      ClientSocket socket) {
    from.computeIfPresent(key, (k, sockets) -> {
      sockets.remove(socket);
      return sockets.isEmpty() ? null : sockets;
    });
  }

  /** Null when the socket is closed. */
  ClientSocket byConnection(String connection) {
    return all.get(connection);
  }

  List<ClientSocket> inRoom(String room) {
    return List.copyOf(byRoom.getOrDefault(room, Set.of()));
  }

  List<ClientSocket> ofPlayer(String player) {
    return List.copyOf(byPlayer.getOrDefault(player, Set.of()));
  }

  Collection<ClientSocket> all() {
    return List.copyOf(all.values());
  }
}
