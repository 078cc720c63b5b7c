"""What is measured of answers: metrics for Prometheus, and spans for OpenTelemetry where a collector is configured."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from inspect import isawaitable
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from opentelemetry import trace
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api.callers import Role
from api.errors import UnauthenticatedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from contextlib import AbstractContextManager

    from graphql import GraphQLFieldResolver, GraphQLSchema
    from starlette.requests import Request

    from api.callers import Callers

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The measures of one application; memory is that of root fields and statements, whoever asks."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        tracer = trace.get_tracer("daogou")
        # Spans that nobody collects, with no SDK there when the server starts, would take as long as a small answer.
        self._span: Callable[[str], AbstractContextManager[object]] = (
            nullcontext if isinstance(tracer, trace.ProxyTracer) else tracer.start_as_current_span
        )
        own: dict[str, Any] = {"registry": self._registry}
        self.answers = Counter("daogou_answers", "Answers by HTTP status.", ("status",), **own)
        self.errors = Counter("daogou_errors", "Errors of GraphQL by code.", ("code",), **own)
        self.subscriptions = Gauge("daogou_subscriptions", "Subscriptions that run.", **own)
        self._language_model = Counter(
            "daogou_language_model", "What became of answers and sentences of the model.", ("outcome",), **own
        )
        self._fields = Histogram("daogou_field_seconds", "Root fields.", ("field",), buckets=SECONDS, **own)
        self._statements = Histogram(
            "daogou_statement_seconds", "Statements read.", ("statement",), buckets=SECONDS, **own
        )
        ProcessCollector(registry=self._registry)

    def statement(self, name: str) -> AbstractContextManager[None]:
        """Measure a statement."""
        return self._measured(self._statements, name)

    def language_model(self, outcome: str, count: int) -> None:
        """Count answers of the language model, and sentences of it that were dropped."""
        self._language_model.labels(outcome).inc(count)

    def watch_roots(self, schema: GraphQLSchema) -> None:
        """Measure every root field of the schema, from now on."""
        for root in filter(None, (schema.query_type, schema.mutation_type)):
            for name, field in root.fields.items():
                if field.resolve:
                    field.resolve = self._around(f"{root.name}.{name}", field.resolve)

    def _around(self, name: str, resolve: GraphQLFieldResolver) -> Callable[..., Awaitable[object]]:
        async def resolved(*args: object, **kwargs: object) -> object:
            with self._measured(self._fields, name):
                found = resolve(*args, **kwargs)
                return await found if isawaitable(found) else found

        return resolved

    @contextmanager
    def _measured(self, histogram: Histogram, name: str) -> Iterator[None]:
        began = perf_counter()
        with self._span(name):
            try:
                yield
            finally:
                histogram.labels(name).observe(perf_counter() - began)

    def routes(self, callers: Callers) -> list[Route]:
        """Return `/metrics`, for admins."""

        async def metrics(request: Request) -> Response:
            try:
                caller = await callers.of(request.headers)
            except UnauthenticatedError as error:
                return PlainTextResponse(str(error), 401)
            if caller.role is not Role.ADMIN:
                return PlainTextResponse("Metrics are for admins.", 403)
            return Response(
                generate_latest(self._registry), media_type="text/plain; version=1.0.0; charset=utf-8"
            )

        return [Route("/metrics", metrics)]
