package dev.afterwise.otel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model that a span is of. */
final class Models {
    private static final String PARAMETERS = "llm.invocation_parameters";

    private Models() {}

    /** The model that is paid for. */
    static @Nullable String answered(Attributes said) {
        String answered = said.text(Words.ANSWERED);
        return answered == null ? said.text(Words.MODEL) : answered;
    }

    /**
     * What was asked for, else what answered. OpenInference puts what answered in place of what was asked for, but not in a stream;
     * what was asked for is among the parameters.
     */
    static @Nullable String asked(Attributes said) {
        String asked = said.text(Words.ASKED);
        if (asked == null && said.has(PARAMETERS)) {
            Map<String, String> parameters = Nested.of(said.text(PARAMETERS));
            String named = parameters.get("model");
            asked = named == null ? parameters.get("model_name") : named;
        }
        return asked == null || asked.isBlank() ? said.text(Words.MODEL) : asked;
    }
}
