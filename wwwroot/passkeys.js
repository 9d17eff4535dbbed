// Asks the browser for a passkey and hands its answer to the form that wanted one. Everything else is the server's.
const words = {
  InvalidStateError: "This device has a passkey of your account already.",
  NotAllowedError: "No passkey was used. Try again, or go on with your password.",
  unknown: "This browser knows no passkeys. Go on with your password.",
  refused: "The portal did not answer. Load this page anew, then try again.",
};

const ask = async form => {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) throw { name: "unknown" };
  const token = form.querySelector("[name=__RequestVerificationToken]").value;
  const answer = await fetch(form.dataset.question, { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token }) });
  if (!answer.ok || answer.redirected) throw { name: "refused" };
  const question = await answer.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
};

document.addEventListener("submit", async e => {
  const form = e.target.closest("form[data-passkey]");
  if (!form) return;
  e.preventDefault();
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    const credential = await ask(form);
    form.querySelector("[name$='.Credential']").value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    problem.textContent = words[error.name] ?? words.NotAllowedError;
    problem.hidden = false;
  }
});
