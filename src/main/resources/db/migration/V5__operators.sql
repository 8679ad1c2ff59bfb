-- What operators did. A call that changes something is written down twice: before it is done, and
-- with what came of it; one that only looks, once. The program may add rows and neither read nor
-- change them, so whoever breaks into a node can't wipe out what was done.
CREATE TABLE admin_audit (
  call uuid NOT NULL,
  step text NOT NULL CHECK (step IN ('asked', 'answered')),
  happened_at timestamptz NOT NULL,
  who text NOT NULL,
  remote text NOT NULL,
  node text NOT NULL,
  action text NOT NULL,
  target text NOT NULL,
  arguments jsonb NOT NULL,
  outcome text,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (call, step)
);

CREATE INDEX admin_audit_happened_at ON admin_audit (happened_at DESC);

-- A row a call; without an outcome nobody knows what came of it.
CREATE VIEW admin_calls AS
  SELECT DISTINCT ON (call) happened_at, who, remote, node, action, target, arguments, outcome, call
  FROM admin_audit ORDER BY call, step;

-- A ban ends by its time or by being lifted; its row stays.
CREATE TABLE bans (
  player_id text PRIMARY KEY CHECK (player_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  reason text NOT NULL,
  until timestamptz,
  banned_by text NOT NULL,
  banned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  lifted_at timestamptz
);

GRANT INSERT ON admin_audit TO "${game_user}";
GRANT SELECT, INSERT, UPDATE ON bans TO "${game_user}";
