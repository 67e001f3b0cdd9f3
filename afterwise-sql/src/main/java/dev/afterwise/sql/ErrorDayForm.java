package dev.afterwise.sql;

import dev.afterwise.json.UnreadableException;
import dev.afterwise.sql.ErrorDay.Seen;
import dev.afterwise.sql.FailedRow.ErrorCell;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The bytes in which a day's failures are kept: a version; the distinct texts; then each cell as the numbers of its six
 * texts, the count, when the first and the last of them began, and the id of the last. Whole numbers are written seven bits
 * at a time, the lowest first, so most take one or two bytes.
 */
final class ErrorDayForm {
    private static final int VERSION = 1;
    private static final int TEXTS = 6;

    /** Whoever is shown the cells of a day, one after the other. */
    interface Reader {
        /** What the texts are that cells refer to by number. */
        void texts(String[] texts);

        /**
         * One cell. The id of the last failure comes as two halves, which are ordered like ids if taken as unsigned.
         *
         * @param texts failure class, fingerprint, task, agent, model, route; used again for the next cell
         */
        void cell(int[] texts, long count, long firstUs, long lastUs, long idHigh, long idLow);
    }

    private ErrorDayForm() {}

    static byte[] write(ErrorDay day, long number) {
        var texts = new LinkedHashMap<String, Integer>();
        var cells = new ByteArrayOutputStream();
        day.cells().forEach((cell, seen) -> {
            for (String text : parts(cell)) {
                Integer known = texts.putIfAbsent(text, texts.size());
                whole(cells, known == null ? texts.size() - 1 : known);
            }
            whole(cells, seen.count());
            whole(cells, seen.firstUs() - number * ErrorDay.DAY_US);
            whole(cells, seen.lastUs() - seen.firstUs());
            cells.writeBytes(HexFormat.of().parseHex(seen.lastId()));
        });
        var body = new ByteArrayOutputStream(cells.size() + 1_024);
        body.write(VERSION);
        whole(body, texts.size());
        for (String text : texts.keySet()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            whole(body, bytes.length);
            body.writeBytes(bytes);
        }
        whole(body, day.cells().size());
        body.writeBytes(cells.toByteArray());
        return body.toByteArray();
    }

    private static List<String> parts(ErrorCell cell) {
        return List.of(cell.failureClass(), cell.fingerprint(), cell.task(), cell.agent(), cell.model(), cell.route());
    }

    private static void whole(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static ErrorDay read(byte[] body, long number) {
        var day = new ErrorDay();
        read(body, number, new Reader() {
            private String[] names = {};

            @Override
            public void texts(String[] texts) {
                names = texts;
            }

            @Override
            public void cell(int[] texts, long count, long firstUs, long lastUs, long idHigh, long idLow) {
                var cell = new ErrorCell(
                        names[texts[0]],
                        names[texts[1]],
                        names[texts[2]],
                        names[texts[3]],
                        names[texts[4]],
                        names[texts[5]]);
                day.add(cell, new Seen(count, firstUs, lastUs, id(idHigh, idLow)));
            }
        });
        return day;
    }

    static String id(long high, long low) {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /** @throws UnreadableException if these are not the bytes of a day */
    static void read(byte[] body, long number, Reader reader) {
        try {
            ByteBuffer in = ByteBuffer.wrap(body);
            int version = in.get();
            if (version != VERSION) {
                throw new UnreadableException("A day of failures must be of version %d, but this is of version %d."
                        .formatted(VERSION, version));
            }
            String[] texts = new String[count(in)];
            for (int i = 0; i < texts.length; i++) {
                byte[] bytes = new byte[count(in)];
                in.get(bytes);
                texts[i] = new String(bytes, StandardCharsets.UTF_8);
            }
            reader.texts(texts);
            int[] cell = new int[TEXTS];
            for (long left = whole(in); left > 0; left--) {
                for (int i = 0; i < TEXTS; i++) {
                    cell[i] = Math.toIntExact(whole(in));
                }
                long count = whole(in);
                long firstUs = number * ErrorDay.DAY_US + whole(in);
                reader.cell(cell, count, firstUs, firstUs + whole(in), in.getLong(), in.getLong());
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new UnreadableException(
                    "The failures of day (%d) must be whole, but they are cut off.".formatted(number));
        }
    }

    /** Of things that take at least a byte each, so that nonsense is noticed before room is made for it. */
    private static int count(ByteBuffer in) {
        long count = whole(in);
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) count;
    }

    private static long whole(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
