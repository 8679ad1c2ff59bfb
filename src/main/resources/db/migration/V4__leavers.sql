-- Who has left a match that others went on playing, and in which deal. A node of before leaves the
-- column out, and counts such a match as if all had stayed.

ALTER TABLE matches ADD COLUMN leavers jsonb;

GRANT UPDATE (leavers) ON matches TO "${game_user}";
