package hokm.room;

import io.vertx.core.json.JsonObject;

/**
 * Something that PostgreSQL must come to hold exactly once.
 *
 * @param kind match_started, deal_ended or match_ended, or that of {@link OperatorRecords}
 * @param body the record, as made by {@link hokm.protocol.MatchRecord}, or a step of a call
 */
public record OutboxEntry(String kind, JsonObject body) {}
