package dev.afterwise.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;

/** Spring AI's chat client with tools, through its observations and Micrometer's bridge to OpenTelemetry. */
class SpringAiTest {
    /** What the model may call. */
    static final class Tools {
        @Tool(description = "The weather in a city.")
        String weather(String city) {
            return "grey over " + city;
        }
    }

    @Test
    void isUnderstoodWithItsToolsAndWithAnError() throws Exception {
        Listener listener = Listener.start();
        try (FakeModels models = FakeModels.start()) {
            try (SdkTracerProvider provider = JavaSdkTest.provider("spring-ai", listener)) {
                var observations = ObservationRegistry.create();
                observations
                        .observationConfig()
                        .observationHandler(new DefaultTracingObservationHandler(
                                new OtelTracer(provider.get("spring-ai"), new OtelCurrentTraceContext(), event -> {})));
                OpenAiChatModel model = OpenAiChatModel.builder()
                        .options(OpenAiChatOptions.builder()
                                .baseUrl(models.base())
                                .apiKey("none")
                                .model("gpt-4o")
                                .maxRetries(0)
                                .build())
                        .observationRegistry(observations)
                        .build();
                ChatClient client = ChatClient.builder(
                                model,
                                observations,
                                null,
                                null,
                                ToolCallingAdvisor.builder()
                                        .toolCallingManager(DefaultToolCallingManager.builder()
                                                .observationRegistry(observations)
                                                .build()))
                        .build();
                // A chat client says nothing of what it is for; whoever calls it can.
                assertThat(Observation.createNotStarted("forecast", observations)
                                .observe(() -> client.prompt()
                                        .user("How is the weather?")
                                        .tools(new Tools())
                                        .call()
                                        .content()))
                        .isEqualTo("It rains.");
                assertThatThrownBy(
                                () -> client.prompt().user("overloaded").call().content())
                        .hasStackTraceContaining("Rate limit");
            }
            assertThat(listener.told("spring-ai")).containsExactly("""
                forecast succeeded by status; agent , model gpt-4o, talk -, 2000 in (800 cached), 100 out, $0.005
                  phase spring_ai chat_client succeeded
                    phase tool _calling succeeded
                      phase call succeeded
                        model gpt-4o succeeded, 1000 in (400 cached), 50 out, $0.0025
                          phase POST succeeded
                      phase call succeeded
                        model gpt-4o succeeded, 1000 in (400 cached), 50 out, $0.0025
                          phase POST succeeded
                      tool weather succeeded
                """, """
                    spring_ai chat_client failed (rate_limit, %1$s) by status; agent , model gpt-4o, talk -
                      phase tool _calling failed (rate_limit, %1$s)
                        phase call failed (rate_limit, %1$s)
                          model gpt-4o failed (rate_limit, %1$s)
                            phase POST succeeded
                    """.formatted(
                            "com.openai.errors.RateLimitException: 429: Rate limit reached for gpt-4o"));
        }
    }
}
