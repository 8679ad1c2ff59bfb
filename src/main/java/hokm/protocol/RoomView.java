package hokm.protocol;

import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import java.util.List;
import java.util.Optional;

/**
 * The whole of a room as one seat may see it.
 *
 * @param seat null for one who only looks on
 * @param last the number of the newest event that this view includes
 * @param occupants null where a seat is free
 * @param match absent before the match starts
 * @param rematch the seats that want another match, after one
 */
public record RoomView(String room, long last, Seat seat, MatchRules rules,
    PerSeat<Occupant> occupants, String matchId, Optional<SeatView> match,
    List<Seat> rematch, TimeLeft left) {}
