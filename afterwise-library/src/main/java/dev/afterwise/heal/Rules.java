package dev.afterwise.heal;

import static dev.afterwise.FailureClass.*;
import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.Transience.TRANSIENT;

import dev.afterwise.Transience;
import java.util.List;

/**
 * The rules that every classifier knows. The first that matches decides: words say more than a number, so they come first,
 * and the special comes before the general. Only an HTTP answer goes by its status (RFC 9110, RFC 6585, RFC 4918), for its
 * body may speak of anything.
 *
 * <p>Exit codes follow the conventions of shells (126 to 165), of {@code timeout(1)} (124) and of BSD's {@code sysexits}
 * (64 to 78).
 */
final class Rules {
    private Rules() {}

    static final List<Rule> BUILT_IN = List.of(
            Rule.words(
                    "insufficient_quota|quota exceeded|credit balance|billing|payment required",
                    RESOURCE_EXHAUSTED,
                    PERMANENT),
            Rule.status("401", PERMISSION, PERMANENT),
            Rule.status("402", RESOURCE_EXHAUSTED, PERMANENT),
            Rule.status("403", PERMISSION, PERMANENT),
            Rule.status("404", NOT_FOUND, PERMANENT),
            Rule.status("407", PERMISSION, PERMANENT),
            Rule.status("408", TIMEOUT, TRANSIENT),
            Rule.status("410", NOT_FOUND, PERMANENT),
            Rule.status("413-414", TOO_LARGE, PERMANENT),
            Rule.status("423-425", UNAVAILABLE, TRANSIENT),
            Rule.status("429", RATE_LIMIT, TRANSIENT),
            Rule.status("431", TOO_LARGE, PERMANENT),
            Rule.status("451", PERMISSION, PERMANENT),
            Rule.status("501", VALIDATION, PERMANENT),
            Rule.status("504", TIMEOUT, TRANSIENT),
            Rule.status("505", VALIDATION, PERMANENT),
            Rule.status("507", RESOURCE_EXHAUSTED, Transience.UNKNOWN),
            Rule.status("511", PERMISSION, PERMANENT),
            Rule.status("500-599", UNAVAILABLE, TRANSIENT),
            Rule.status("100-499", VALIDATION, PERMANENT),
            Rule.words("rate.?limit|too many requests|\\b429\\b|throttl", RATE_LIMIT, TRANSIENT),
            Rule.words("circuit.?breaker.*open|circuit.?open|CallNotPermitted", CIRCUIT_OPEN, TRANSIENT),
            Rule.words(
                    "context.?(length|window)|too many rows|query too complex|payload too large|request entity too large|argument list too long",
                    TOO_LARGE,
                    PERMANENT),
            Rule.words(
                    "unauthori[sz]ed|forbidden|permission denied|access denied|not permitted|EACCES|EPERM|invalid.?(api.?)?key|authentication failed|\\b(HTTP|status)[ :=]*40[13]\\b|AccessDeniedException",
                    PERMISSION,
                    PERMANENT),
            Rule.words(
                    "temporary failure in name resolution|EAI_AGAIN|network is unreachable|no route to host|EHOSTUNREACH|ENETUNREACH",
                    NETWORK,
                    TRANSIENT),
            Rule.words(
                    "unknown ?host|name or service not known|could not resolve host|\\bENOTFOUND|nodename nor servname|certificate|SSLHandshake|PKIX",
                    NETWORK,
                    PERMANENT),
            Rule.words(
                    "connect(ion)? ?timed? ?out|ETIMEDOUT|HttpConnectTimeout|connection (refused|reset|closed|aborted)|ECONN(REFUSED|RESET|ABORTED)|broken pipe|EPIPE|ConnectException|socket hang up",
                    CONNECTION,
                    TRANSIENT),
            Rule.words(
                    "deadlock|could not serialize|serialization failure|database is locked|SQLITE_BUSY|lock wait",
                    UNAVAILABLE,
                    TRANSIENT),
            Rule.words(
                    "overloaded|service unavailable|temporarily unavailable|bad gateway|try again later|model is loading|\\b(HTTP|status)[ :=]*50[0234]\\b",
                    UNAVAILABLE,
                    TRANSIENT),
            Rule.words("timed? ?out|time.?out|deadline exceeded|TimeoutException", TIMEOUT, TRANSIENT),
            Rule.words(
                    "connection pool|pool exhausted|too many (open files|connections)|EMFILE|ENFILE",
                    RESOURCE_EXHAUSTED,
                    TRANSIENT),
            Rule.words(
                    "out of memory|OutOfMemoryError|cannot allocate memory|ENOMEM|no space left|ENOSPC|disk quota",
                    RESOURCE_EXHAUSTED,
                    PERMANENT),
            Rule.words(
                    "model.*(not found|deprecated|retired|does not exist)|content.?(filter|policy)",
                    MODEL_ERROR,
                    PERMANENT),
            Rule.words(
                    "no such file|directory nonexistent|not found|does not exist|ENOENT|NoSuchFile|FileNotFound|NoSuchElement|\\b(HTTP|status)[ :=]*404\\b",
                    NOT_FOUND,
                    PERMANENT),
            Rule.words(
                    "syntax ?error|parse ?error|unexpected (token|end of)|malformed|JsonParse|invalid json|invalid yaml",
                    SYNTAX,
                    PERMANENT),
            Rule.words("stale cache|cache (is )?corrupt|corrupt(ed)? cache", CACHE, TRANSIENT),
            Rule.words(
                    "invalid|validation|must (be|not|have)|required|IllegalArgument|constraint|\\b(HTTP|status)[ :=]*4(00|22)\\b",
                    VALIDATION,
                    PERMANENT),
            Rule.words("cancell?ed|interrupted|CancellationException", CANCELLED, Transience.UNKNOWN),
            Rule.exit(2, VALIDATION, PERMANENT, "programs exit with 2 when their arguments are wrong"),
            Rule.exit(64, VALIDATION, PERMANENT, "exit code 64 is EX_USAGE"),
            Rule.exit(65, VALIDATION, PERMANENT, "exit code 65 is EX_DATAERR"),
            Rule.exit(66, NOT_FOUND, PERMANENT, "exit code 66 is EX_NOINPUT"),
            Rule.exit(68, NETWORK, PERMANENT, "exit code 68 is EX_NOHOST"),
            Rule.exit(69, UNAVAILABLE, TRANSIENT, "exit code 69 is EX_UNAVAILABLE"),
            Rule.exit(75, UNAVAILABLE, TRANSIENT, "exit code 75 is EX_TEMPFAIL"),
            Rule.exit(77, PERMISSION, PERMANENT, "exit code 77 is EX_NOPERM"),
            Rule.exit(78, VALIDATION, PERMANENT, "exit code 78 is EX_CONFIG"),
            Rule.exit(124, TIMEOUT, TRANSIENT, "timeout(1) exits with 124"),
            Rule.exit(126, PERMISSION, PERMANENT, "a shell exits with 126 when a command can't be executed"),
            Rule.exit(127, NOT_FOUND, PERMANENT, "a shell exits with 127 when there is no such command"),
            Rule.signal(2, CANCELLED, Transience.UNKNOWN, "signal 2 is SIGINT"),
            Rule.signal(
                    9, RESOURCE_EXHAUSTED, Transience.UNKNOWN, "signal 9 is SIGKILL: often the kernel, out of memory"),
            Rule.signal(15, CANCELLED, Transience.UNKNOWN, "signal 15 is SIGTERM"));
}
