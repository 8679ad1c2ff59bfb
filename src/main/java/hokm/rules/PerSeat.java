package hokm.rules;

import java.util.List;
import java.util.function.Function;

/** One value for each seat. A value may be null where the owner of the type says so. */
public record PerSeat<T>(T south, T east, T north, T west) {

  public static <T> PerSeat<T> of(Function<Seat, T> value) {
    return new PerSeat<>(value.apply(Seat.SOUTH), value.apply(Seat.EAST),
        value.apply(Seat.NORTH), value.apply(Seat.WEST));
  }

  public static <T> PerSeat<T> all(T value) {
    return new PerSeat<>(value, value, value, value);
  }

  public T at(Seat seat) {
    return switch (seat) {
      case SOUTH -> south;
      case EAST -> east;
      case NORTH -> north;
      case WEST -> west;
    };
  }

  public PerSeat<T> with(Seat seat, T value) {
    return of(each -> each == seat ? value : at(each));
  }

  public <R> PerSeat<R> map(Function<? super T, ? extends R> change) {
    return of(seat -> change.apply(at(seat)));
  }

  /** In the order of play from seat 0; no value may be null here. */
  public List<T> toList() {
    return List.of(south, east, north, west);
  }
}
