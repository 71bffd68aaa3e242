"""LangChain's chat models, built so that nothing goes where the settings do not say.

Left to themselves, the libraries read many a variable of the environment: a gateway, proxies, keys and names of
an organisation for whatever address is asked. So all of it is given here as an argument. The packages are imported
when a model is built: that takes seconds.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.ask.models.connection import follow
from assistant.errors import ModelPackageMissing
from assistant.settings.model import ADDRESSES, ModelSettings

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel

_NO_KEY = "none"  # the libraries look for another one where there is none; a server without keys takes any
_INSTALL = "pip install -r requirements/llm.txt"
_PACKAGES = {
    "anthropic": ("langchain_anthropic", "pip install langchain-anthropic==1.7.7"),
    "ollama": ("langchain_ollama", "pip install langchain-ollama==1.1.0"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model may take, in seconds, and how much it may write, in tokens (None: as much as it likes).

    `connect` is for a connection, `silence` for the time between two bytes, `total` for the whole answer with a second
    try, `pause` for what lies before that where the server says nothing of it.
    """

    connect: float = 5.0
    silence: float = 60.0
    total: float = 180.0
    pause: float = 0.5
    tokens: int | None = None


def build(model: ModelSettings, limits: Limits) -> BaseChatModel:
    """Return the model that the settings name, at a server. Raises ModelPackageMissing."""
    if model.provider == "anthropic":
        return _anthropic(model, limits)
    if model.provider == "ollama":
        return _ollama(model, limits)
    if model.provider == "mistralai" and find_spec("langchain_mistralai"):
        return _mistral(model, limits)
    return openai_compatible(model.address, model.model, model.secret, limits, direct=model.on_this_machine)


def openai_compatible(
    address: str, name: str, key: str, limits: Limits, *, direct: bool, temperature: float | None = None
) -> BaseChatModel:
    """Return a model at any server that talks as OpenAI's does, `direct` without a proxy.

    Raises ModelPackageMissing.
    """
    if find_spec("langchain_openai") is None:
        raise ModelPackageMissing(package="langchain-openai", install=_INSTALL)
    import httpx2
    import openai
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    # A server may send parts of content where OpenAI sends text: LangChain reads them, Pydantic has something to say.
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings", category=UserWarning)
    abroad = address != ADDRESSES["openai"]
    timeout = httpx2.Timeout(limits.silence, connect=limits.connect)
    return ChatOpenAI(
        base_url=address,
        model=name,
        api_key=SecretStr(key or _NO_KEY),
        temperature=temperature,
        max_completion_tokens=limits.tokens,
        timeout=timeout,
        max_retries=0,
        http_client=openai.DefaultHttpxClient(
            trust_env=not direct,
            follow_redirects=False,
            event_hooks={"request": [follow, _forget] if abroad else [follow]},
        ),
        http_async_client=openai.DefaultAsyncHttpxClient(
            trust_env=not direct, follow_redirects=False, event_hooks={"request": [_forget_too] if abroad else []}
        ),
        openai_proxy=None,
        use_responses_api=False,
        stream_usage=address != ADDRESSES["mistralai"],  # which refuses fields that it does not know
        output_version=None,
    )


def _forget(request: httpx2.Request) -> None:
    """Keep the user's organisation at OpenAI from other hosts: its name is read from the environment."""
    for name in ("OpenAI-Organization", "OpenAI-Project"):
        request.headers.pop(name, None)


async def _forget_too(request: httpx2.Request) -> None:
    _forget(request)


def _anthropic(model: ModelSettings, limits: Limits) -> BaseChatModel:
    """Return a model of Anthropic's kind."""
    _need("anthropic")
    from langchain.chat_models import init_chat_model

    return init_chat_model(
        model.model,
        model_provider="anthropic",
        base_url=model.address,
        api_key=model.secret or _NO_KEY,
        timeout=limits.silence,
        max_retries=0,
        max_tokens=limits.tokens,
        anthropic_proxy=None,
    )


def _ollama(model: ModelSettings, limits: Limits) -> BaseChatModel:
    """Return a model of Ollama's kind."""
    _need("ollama")
    from langchain.chat_models import init_chat_model

    return init_chat_model(
        model.model,
        model_provider="ollama",
        base_url=model.address,
        num_predict=limits.tokens,
        client_kwargs={
            "headers": {"authorization": f"Bearer {model.secret or _NO_KEY}"},
            "timeout": limits.silence,
            "trust_env": not model.on_this_machine,
            "follow_redirects": False,
        },
    )


def _mistral(model: ModelSettings, limits: Limits) -> BaseChatModel:
    """Return a model of Mistral's kind."""
    from langchain.chat_models import init_chat_model

    return init_chat_model(
        model.model,
        model_provider="mistralai",
        base_url=model.address,
        api_key=model.secret or _NO_KEY,
        timeout=round(limits.silence),
        max_retries=1,
        max_tokens=limits.tokens,
    )


def _need(provider: str) -> None:
    package, install = _PACKAGES[provider]
    if find_spec(package) is None:
        raise ModelPackageMissing(package=package.replace("_", "-"), install=install)
