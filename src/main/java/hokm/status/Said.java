package hokm.status;

import io.vertx.core.json.JsonObject;

/** What a node's health says about one thing that it needs. */
record Said(String name, boolean ok, String sentence) {

  JsonObject json() {
    return new JsonObject().put("name", name).put("ok", ok).put("sentence", sentence);
  }

  static Said of(JsonObject json) {
    return new Said(json.getString("name"), json.getBoolean("ok"), json.getString("sentence"));
  }
}
