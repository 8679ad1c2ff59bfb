-- What comes of matches for those who played them. A match counts once, in the transaction that
-- brings the last of its records.

ALTER TABLE matches ADD COLUMN counted boolean NOT NULL DEFAULT false;

CREATE TABLE player_statistics (
  player_id text PRIMARY KEY REFERENCES players (id),
  name text NOT NULL,
  matches integer NOT NULL DEFAULT 0,
  wins integer NOT NULL DEFAULT 0,
  deals integer NOT NULL DEFAULT 0,
  deals_won integer NOT NULL DEFAULT 0,
  kots integer NOT NULL DEFAULT 0,
  kots_taken integer NOT NULL DEFAULT 0,
  forfeits integer NOT NULL DEFAULT 0,
  rated integer NOT NULL DEFAULT 0,
  mu double precision NOT NULL DEFAULT 25,
  sigma double precision NOT NULL DEFAULT 25.0 / 3,
  last_played timestamptz
);

CREATE INDEX player_statistics_rank ON player_statistics ((mu - 3 * sigma) DESC, player_id)
  WHERE rated > 0;

GRANT SELECT, INSERT, UPDATE ON player_statistics TO "${game_user}";
GRANT UPDATE (counted) ON matches TO "${game_user}";
