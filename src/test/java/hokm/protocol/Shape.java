package hokm.protocol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys of a JSON object and of what it holds, as paths such as state.trick, with kinds. */
record Shape(Map<String, String> kinds) {

  /** Of a null, beside which the same key may hold something elsewhere. */
  private static final String NONE = "None";

  /** @param whole keys that hold what is described elsewhere, and are not looked into */
  static Shape of(JsonObject json, Set<String> whole) {
    var kinds = new TreeMap<String, String>();
    json.forEach(entry -> add(kinds, entry.getKey(), entry.getValue(), whole));
    return new Shape(kinds);
  }

  private static void add(Map<String, String> kinds, String path, Object value,
      Set<String> whole) {
    if (value == null) {
      kinds.putIfAbsent(path, NONE);
      return;
    }
    kinds.put(path, value instanceof Number ? "Number" : value.getClass().getSimpleName());
    if (whole.contains(path)) return;
    if (value instanceof JsonObject object) {
      object.forEach(e -> add(kinds, path + "." + e.getKey(), e.getValue(), whole));
    } else if (value instanceof JsonArray array) {
      array.forEach(element -> add(kinds, path + "[]", element, whole));
    }
  }

  static Shape union(List<Shape> shapes) {
    var kinds = new TreeMap<String, String>();
    shapes.forEach(shape -> shape.kinds().forEach((path, kind) ->
        kinds.merge(path, kind, (a, b) -> a.equals(NONE) ? b : a)));
    return new Shape(kinds);
  }

  /** The keys that one of these lacks though it has the object where the key would be. */
  static Set<String> optional(List<Shape> shapes) {
    var optional = new TreeSet<String>();
    for (String path : union(shapes).kinds().keySet()) {
      if (path.endsWith("[]")) continue;
      int dot = path.lastIndexOf('.');
      boolean lacking = shapes.stream().map(shape -> shape.kinds().keySet()).anyMatch(keys ->
          !keys.contains(path) && (dot < 0 || keys.contains(path.substring(0, dot))));
      if (lacking) optional.add(path);
    }
    return optional;
  }
}
