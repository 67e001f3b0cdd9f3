package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.server.OtlpServices.OverloadedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = new Room(1_000);

    @Test
    void oneRequestAloneMayHaveAsMuchAsItWants() {
        try (Room.Place place = room.place()) {
            place.take(900);
            assertThatCode(() -> place.take(5_000)).doesNotThrowAnyException();
        }
        assertThat(room.taken()).isZero();
    }

    @Test
    void whereOthersFillItThereIsNoMore() {
        Room.Place large = room.place();
        Room.Place small = room.place();
        small.take(10);
        large.take(1_000);

        assertThatThrownBy(() -> small.take(1)).isInstanceOf(OverloadedException.class);
        assertThatCode(() -> large.take(1)).doesNotThrowAnyException();
        large.close();
        assertThatCode(() -> small.take(1)).doesNotThrowAnyException();
        assertThat(room.taken()).isEqualTo(11);
    }

    @Test
    void whatComesAfterItWasGivenBackIsNotKept() {
        Room.Place place = room.place();
        place.take(10);
        place.close();
        place.close();

        assertThatThrownBy(() -> place.take(1)).isInstanceOf(OverloadedException.class);
        assertThat(room.taken()).isZero();
    }

    @Test
    void whatIsUnpackedTakesRoomAsItGrows() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bomb)) {
            out.write(new byte[10 << 20]);
        }
        Room.Place other = room.place();
        other.take(999);
        try (Room.Place place = room.place()) {
            assertThat(Bodies.unzipped(bomb.toByteArray(), place)).hasSize(10 << 20);
            assertThat(room.taken()).isEqualTo(999 + (10 << 20));
        }
        other.take(1);
        try (Room.Place place = room.place()) {
            assertThatThrownBy(() -> Bodies.unzipped(bomb.toByteArray(), place))
                    .isInstanceOf(OverloadedException.class);
        }
        assertThat(room.taken()).isEqualTo(1_000);
    }
}
