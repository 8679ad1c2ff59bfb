-- Results of matches. Every row is keyed by its match (and deal), so that writing it twice is once.

CREATE TABLE players (
  id text PRIMARY KEY,
  name text NOT NULL,
  bot boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE game_sessions (
  match_id uuid PRIMARY KEY,
  room_code text NOT NULL,
  status text NOT NULL DEFAULT 'playing' CHECK (status IN ('playing', 'finished')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX game_sessions_room_code ON game_sessions (room_code, created_at);

-- Records come in any order, so what a later one brings may be missing for a while.
CREATE TABLE matches (
  id uuid PRIMARY KEY REFERENCES game_sessions (match_id),
  room_code text NOT NULL,
  rules jsonb,
  started_at timestamptz,
  ended_at timestamptz,
  winner smallint CHECK (winner IN (0, 1)),
  score jsonb,
  forfeit smallint CHECK (forfeit BETWEEN 0 AND 3),
  opening_lines jsonb,
  closing_lines jsonb,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX matches_ended_at ON matches (ended_at DESC);

CREATE TABLE match_players (
  match_id uuid NOT NULL REFERENCES matches (id),
  seat smallint NOT NULL CHECK (seat BETWEEN 0 AND 3),
  player_id text NOT NULL REFERENCES players (id),
  name text NOT NULL,
  bot boolean NOT NULL,
  PRIMARY KEY (match_id, seat)
);

CREATE INDEX match_players_player ON match_players (player_id);

CREATE TABLE deals (
  match_id uuid NOT NULL REFERENCES matches (id),
  no integer NOT NULL CHECK (no > 0),
  hakem smallint NOT NULL CHECK (hakem BETWEEN 0 AND 3),
  dealer smallint NOT NULL CHECK (dealer BETWEEN 0 AND 3),
  trump text NOT NULL CHECK (trump IN ('C', 'D', 'H', 'S')),
  deck jsonb NOT NULL,
  commit text NOT NULL,
  nonce text NOT NULL,
  secret text NOT NULL,
  salts jsonb NOT NULL,
  winner smallint NOT NULL CHECK (winner IN (0, 1)),
  tricks jsonb NOT NULL,
  points smallint NOT NULL,
  kind text NOT NULL,
  score jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  lines jsonb NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (match_id, no)
);

CREATE TABLE moves (
  match_id uuid NOT NULL,
  deal_no integer NOT NULL,
  no smallint NOT NULL CHECK (no BETWEEN 1 AND 52),
  trick smallint NOT NULL CHECK (trick BETWEEN 1 AND 13),
  seat smallint NOT NULL CHECK (seat BETWEEN 0 AND 3),
  card text NOT NULL CHECK (card ~ '^[2-9TJQKA][CDHS]$'),
  PRIMARY KEY (match_id, deal_no, no),
  FOREIGN KEY (match_id, deal_no) REFERENCES deals (match_id, no)
);

-- What could not be read; the body as text, for jsonb refuses some of what may stand here.
CREATE TABLE dead_letters (
  delivery text PRIMARY KEY,
  kind text NOT NULL,
  body text NOT NULL,
  reason text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT SELECT, INSERT ON players, game_sessions, matches, match_players, deals, moves, dead_letters
  TO "${game_user}";
GRANT UPDATE (status, updated_at) ON game_sessions TO "${game_user}";
GRANT UPDATE (rules, started_at, ended_at, winner, score, forfeit, opening_lines, closing_lines)
  ON matches TO "${game_user}";
