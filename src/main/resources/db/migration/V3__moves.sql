-- A deal's moves stand in its row: forty rows of their own, with their keys, took most of the time
-- that it takes to write a deal. They are still read as rows. A node of before writes to the table
-- that was, which fails in a way that leaves the deal in the outbox for a newer node; so the column
-- must not refuse it first.

ALTER TABLE deals ADD COLUMN moves jsonb CHECK (jsonb_array_length(moves) BETWEEN 28 AND 52);

UPDATE deals d SET moves = (SELECT jsonb_agg(jsonb_build_object('no', m.no, 'trick', m.trick,
  'seat', m.seat, 'card', m.card) ORDER BY m.no)
  FROM moves m WHERE m.match_id = d.match_id AND m.deal_no = d.no);

DROP TABLE moves;

CREATE VIEW moves AS
  SELECT match_id, deals.no AS deal_no, m.no, m.trick, m.seat, m.card
  FROM deals,
    jsonb_to_recordset(moves) AS m (no smallint, trick smallint, seat smallint, card text);

GRANT SELECT ON moves TO "${game_user}";

-- So that a node can see cheaply that a promoted standby has all of this.
GRANT SELECT ON flyway_schema_history TO "${game_user}";
