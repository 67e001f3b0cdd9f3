package dev.afterwise.cli.knowledge;

import dev.afterwise.KnowledgeBase;
import dev.afterwise.KnowledgePack;
import dev.afterwise.TakenPack;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.Packs;
import dev.afterwise.json.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Take the knowledge of a pack, as hints: it counts for little until it helps here, and replaces nothing of yours.",
            "What looks as if it spoke to its reader, or wanted something run, is kept apart until you accept it."
        })
final class KnowledgeImport implements Verb {
    @Parameters(paramLabel = "FILE", description = "the pack")
    Path file = Path.of("");

    @Override
    public Answer answer(Session session) throws IOException {
        Path place = session.shell().file(file);
        if (!Files.isRegularFile(place)) {
            throw Refusal.notFound("There must be a file (%s), but there is none.".formatted(file));
        }
        KnowledgePack pack = read(place);
        KnowledgeBase base = Opened.base(session, Access.MAKE);
        TakenPack taken = base.take(pack);
        Answer answer = Answer.of("knowledge.import")
                .forPrograms("pack", Cell.name(pack.name()))
                .forPrograms("version", Cell.name(pack.version()))
                .forPrograms("added", Cell.whole(taken.added()))
                .forPrograms("kept_apart", Cell.whole(taken.apart()))
                .forPrograms("renewed", Cell.whole(taken.renewed()))
                .forPrograms("known", Cell.whole(taken.known()))
                .forPrograms("dropped", Cell.whole(taken.dropped()))
                .remark("Of %,d items of '%s', %,d are new, %,d renewed, %,d left as they are here."
                        .formatted(
                                pack.items().size(),
                                pack.name(),
                                taken.added() + taken.apart(),
                                taken.renewed(),
                                taken.known()));
        if (taken.dropped() > 0) {
            answer = answer.remark("%,d items of least worth made room.".formatted(taken.dropped()));
        }
        return taken.apart() == 0
                ? answer
                : answer.remark(
                        "%,d are kept apart until you accept them: afterwise knowledge list --apart"
                                .formatted(taken.apart()),
                        Tone.WARNING);
    }

    private KnowledgePack read(Path place) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(place)) {
            bytes = in.readNBytes(Packs.MOST_BYTES + 1);
        }
        if (bytes.length > Packs.MOST_BYTES) {
            throw refusal("it must have at most %,d bytes, but it has more".formatted(Packs.MOST_BYTES));
        }
        try {
            return Packs.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw refusal("it must be text in UTF-8, but it is not");
        } catch (UnreadableException e) {
            throw refusal(e.getMessage());
        }
    }

    private Refusal refusal(String why) {
        return new Refusal(
                Exit.FAILED, "The pack (%s) is refused, and nothing was taken of it: %s".formatted(file, why));
    }
}
