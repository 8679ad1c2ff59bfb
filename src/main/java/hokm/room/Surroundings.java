package hokm.room;

import hokm.protocol.TableEvent;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What all rooms of an event loop share.
 *
 * @param awake looks whether the loop stood still, and tells its rooms so
 * @param retired told once when a room is no longer here
 * @param happened hears what a room has saved
 */
record Surroundings(RoomStore store, RoomJudge judge, Bots bots, RoomSettings settings,
    Timers timers, Runnable awake, BiConsumer<String, Tell> bus, Consumer<String> retired,
    Consumer<List<TableEvent>> happened, RoomMeters meters,
    Traces traces) {}
