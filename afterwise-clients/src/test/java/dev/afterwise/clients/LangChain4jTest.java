package dev.afterwise.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** LangChain4j's AI services with tools, heard through its listeners. */
class LangChain4jTest {
    private interface Forecaster {
        String ask(String question);
    }

    /** What the model may call. */
    static final class Tools {
        @Tool
        String weather(String city) {
            return "grey over " + city;
        }
    }

    @Test
    void isUnderstoodWithItsToolsAndWithAnError() throws Exception {
        Listener listener = Listener.start();
        try (FakeModels models = FakeModels.start()) {
            try (SdkTracerProvider provider = JavaSdkTest.provider("langchain4j", listener)) {
                var spans = new LangChain4jSpans(provider.get("langchain4j"), Instant::now);
                Forecaster forecaster = AiServices.builder(Forecaster.class)
                        .chatModel(OpenAiChatModel.builder()
                                .baseUrl(models.base())
                                .apiKey("none")
                                .modelName("gpt-4o")
                                .maxRetries(0)
                                .listeners(List.of(spans))
                                .build())
                        .tools(new Tools())
                        .registerListeners(spans.ofServices())
                        .build();
                assertThat(forecaster.ask("How is the weather?")).isEqualTo("It rains.");
                assertThatThrownBy(() -> forecaster.ask("overloaded")).hasMessageContaining("Rate limit");
            }
            assertThat(listener.told("langchain4j")).containsExactly("""
                Forecaster.ask succeeded by status; agent Forecaster, model gpt-4o, talk default, 2000 in (0 cached), 100 out, $0.006
                  model gpt-4o succeeded, 1000 in (0 cached), 50 out, $0.003
                  model gpt-4o succeeded, 1000 in (0 cached), 50 out, $0.003
                  tool weather succeeded, given {city:Bonn}
                """, """
                    Forecaster.ask failed (rate_limit, %1$s) by status; agent Forecaster, model gpt-4o, talk default
                      model gpt-4o failed (rate_limit, %1$s)
                    """.formatted(
                            "dev.langchain4j.exception.RateLimitException: " + FakeModels.REFUSAL));
        }
    }
}
