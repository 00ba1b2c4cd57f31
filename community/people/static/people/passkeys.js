/* Signing in and proving oneself with a key of the device. The element shows itself where the browser can do it,
   asks the device when its button is pressed and sends the answer with its form. */

const canUseKeys = Boolean(window.PublicKeyCredential) && !/^[\d.]+$|^\[/.test(location.hostname);

class PasskeyCeremony extends HTMLElement {
  connectedCallback() {
    if (!canUseKeys) return;
    this.hidden = false;
    document.querySelector("[data-without-passkeys]")?.remove();
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.#begin(event));
  }

  async #begin(event) {
    event.preventDefault();
    this.#say("");
    try {
      this.form.elements.credential.value = JSON.stringify(await this.#ask());
      this.form.submit();
    } catch (error) {
      console.debug(error);
      this.#say(this.dataset.failed);
    }
  }

  async #ask() {
    const options = await this.#options();
    if (this.dataset.act === "add") return answer(await navigator.credentials.create(forCreation(options, this.form)));
    return answer(await navigator.credentials.get(forRequest(options)));
  }

  async #options() {
    if (this.dataset.options) {
      const data = JSON.parse(document.getElementById(this.dataset.options).textContent);
      return data.creation_options ?? data.request_options;
    }
    const response = await fetch(this.dataset.optionsFrom, { headers: { Accept: "application/json" } });
    return (await response.json()).request_options;
  }

  #say(words) {
    const message = this.querySelector("[data-message]");
    message.textContent = words;
    message.hidden = !words;
  }
}

function forCreation({ publicKey }, form) {
  const alone = form.elements.passwordless?.checked ?? false;
  const selection = { ...publicKey.authenticatorSelection, requireResidentKey: alone };
  selection.residentKey = alone ? "required" : "discouraged";
  if (alone) selection.userVerification = "required";
  return {
    publicKey: {
      ...publicKey,
      authenticatorSelection: selection,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: (publicKey.excludeCredentials ?? []).map(withBytes),
    },
  };
}

function forRequest({ publicKey }) {
  const allowed = (publicKey.allowCredentials ?? []).map(withBytes);
  return { publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: allowed } };
}

function answer(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const encoded = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...Object.fromEntries(encoded), transports: response.getTransports?.() },
  };
}

const withBytes = (known) => ({ ...known, id: bytes(known.id) });

function bytes(encoded) {
  const plain = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

customElements.define("passkey-ceremony", PasskeyCeremony);
